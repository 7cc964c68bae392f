// How lamps light a surface.
#define LAMPS 12

struct Light {
    vec3 place;
    vec3 direction;
    float radius;
    vec3 power;
};

// Highlight (Blinn and Phong's half vector, normalised) of a wide lamp.
float highlight(Surface s, vec3 to_eye, vec3 to_lamp, float spread) {
    float rough = clamp(s.roughness * s.roughness + 0.35 * spread, 0.02, 1.0);
    float power = 2.0 / (rough * rough) - 2.0;
    float facing = max(dot(s.normal, normalize(to_eye + to_lamp)), 0.0);
    return (power + 2.0) / 8.0 * pow(facing, max(power, 1.0));
}

// Diffuse and specular light of one lamp, unshadowed.
vec3 lit(Surface s, Light lamp, vec3 place, vec3 to_eye) {
    vec3 ray = lamp.place - place;
    float distance = length(ray);
    vec3 to_lamp = ray / distance;
    float leaving = max(-dot(to_lamp, lamp.direction), 0.0);
    float raw = dot(s.normal, to_lamp);
    float strength = leaving / (distance * distance + lamp.radius * lamp.radius);
    vec3 soak = s.flesh * vec3(0.24, 0.13, 0.10);
    vec3 arriving = clamp((vec3(raw) + soak) / (1.0 + soak), 0.0, 1.0);
    vec3 diffuse = s.albedo * (1.0 - s.metal) * arriving;
    vec3 mirror = mix(vec3(s.reflectance), s.albedo, s.metal);
    float shine = highlight(s, to_eye, to_lamp, lamp.radius / distance) * max(raw, 0.0);
    return strength * lamp.power * (diffuse + mirror * shine);
}

float fresnel(Surface s, vec3 to_eye) {
    float grazing = pow(1.0 - clamp(dot(s.normal, to_eye), 0.0, 1.0), 5.0);
    return s.reflectance + (1.0 - s.reflectance) * grazing * (1.0 - s.roughness) * 0.7;
}
