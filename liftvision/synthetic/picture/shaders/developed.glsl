// How the phone turns light into a picture.
// Filmic curve (Narkowicz 2015, fit of ACES), then sRGB.
vec3 developed(vec3 light) {
    vec3 film = light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14);
    film = clamp(film, 0.0, 1.0);
    return mix(12.92 * film, 1.055 * pow(film, vec3(1.0 / 2.4)) - 0.055,
               step(0.0031308, film));
}
