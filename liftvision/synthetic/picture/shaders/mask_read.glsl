// The half-size mask at a pixel of full size, from those of its four neighbours at its depth.
uniform sampler2D mask;
uniform sampler2D depth;

vec4 mask_at(vec2 pixel, float own) {
    vec2 at = (pixel - 0.5) / 2.0;
    ivec2 low = ivec2(floor(at)), last = textureSize(mask, 0) - 1;
    vec2 part = at - vec2(low);
    vec4 sum = vec4(0.0);
    float weights = 0.0;
    for (int corner = 0; corner < 4; corner++) {
        ivec2 offset = ivec2(corner & 1, corner >> 1);
        ivec2 cell = clamp(low + offset, ivec2(0), last);
        float away = texelFetch(depth, min(cell * 2, textureSize(depth, 0) - 1), 0).r;
        vec2 share = mix(1.0 - part, part, vec2(offset));
        float weight = (share.x * share.y + 0.01) / (1.0 + 4000.0 * pow(away / own - 1.0, 2.0));
        sum += weight * texelFetch(mask, cell, 0);
        weights += weight;
    }
    return sum / weights;
}
