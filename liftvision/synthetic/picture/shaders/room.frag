// The still room with the shadows of what moves.
uniform sampler2D still_away;
uniform sampler2D still_rest;
uniform sampler2D still_lamp_0;
uniform sampler2D still_lamp_1;
uniform float exposure;
out vec4 picture;

void main() {
    vec3 ray = still_ray(gl_FragCoord.xy);
    vec2 pixel = still_pixel(ray), at = pixel / still_size;
    float away = texelFetch(still_away, ivec2(pixel), 0).r / ray.z;
    vec4 seen = mask_at(gl_FragCoord.xy, away);
    vec3 light = textureLod(still_rest, at, 0.0).rgb * mix(0.15, 1.0, seen.x) * mix(0.2, 1.0, seen.w)
               + textureLod(still_lamp_0, at, 0.0).rgb * seen.y * mix(0.6, 1.0, seen.x)
               + textureLod(still_lamp_1, at, 0.0).rgb * seen.z * mix(0.6, 1.0, seen.x);
    picture = vec4(developed(light * exposure), 1.0);
}
