uniform float reach;     // how far occlusion looks, m
uniform int taps;
uniform float strength;

vec3 facing_at(ivec2 pixel, vec3 here) {
    vec3 left = here - in_camera(pixel - ivec2(step_px, 0));
    vec3 right = in_camera(pixel + ivec2(step_px, 0)) - here;
    vec3 up = here - in_camera(pixel - ivec2(0, step_px));
    vec3 down = in_camera(pixel + ivec2(0, step_px)) - here;
    vec3 across = abs(left.z) < abs(right.z) ? left : right;
    vec3 along = abs(up.z) < abs(down.z) ? up : down;
    return normalize(cross(along, across));
}

// Ambient occlusion from depth (McGuire 2011, 'Alchemy').
float openness(ivec2 pixel, vec3 here, vec3 normal, float turn) {
    float radius = min(reach * lens.x / here.z, 220.0);
    float closed = 0.0;
    for (int tap = 0; tap < taps; tap++) {
        float angle = 6.2831853 * (turn + float(tap) * 0.61803399);
        float spread = radius * pow((float(tap) + 0.5) / float(taps), 1.1);
        vec3 there = in_camera(pixel + ivec2(spread * vec2(cos(angle), sin(angle)))) - here;
        float squared = dot(there, there);
        float near = max(1.0 - squared / (reach * reach), 0.0);
        closed += near * max(dot(there, normal) - 0.003 - 0.0006 * here.z, 0.0)
                  / (squared + 0.0004) * reach;
    }
    return clamp(1.0 - strength * closed / float(taps), 0.0, 1.0);
}
