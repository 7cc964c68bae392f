float hash(vec3 cell) {
    cell = fract(cell * vec3(0.1031, 0.1030, 0.0973));
    cell += dot(cell, cell.yxz + 33.33);
    return fract((cell.x + cell.y) * cell.z);
}

// Value noise, 0-1, one swell a unit.
float swell(vec3 at) {
    vec3 cell = floor(at), part = fract(at);
    part = part * part * (3.0 - 2.0 * part);
    vec4 low = vec4(hash(cell), hash(cell + vec3(1, 0, 0)), hash(cell + vec3(0, 1, 0)),
                    hash(cell + vec3(1, 1, 0)));
    vec4 high = vec4(hash(cell + vec3(0, 0, 1)), hash(cell + vec3(1, 0, 1)),
                     hash(cell + vec3(0, 1, 1)), hash(cell + vec3(1, 1, 1)));
    vec4 level = mix(low, high, part.z);
    return mix(mix(level.x, level.y, part.x), mix(level.z, level.w, part.x), part.y);
}

// Three octaves, 0-1.
float grain(vec3 at) {
    return (swell(at) + 0.5 * swell(at * 2.03 + 11.0) + 0.25 * swell(at * 4.11 + 27.0)) / 1.75;
}

// Interleaved gradient noise (Jimenez 2014): an even spread of angles over neighbouring pixels.
float dither(vec2 pixel) {
    return fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715))));
}
