// Writes as depth whether a pixel shows the room, an edge of what moves, or its inside.
#define ROOM 0.25
#define EDGE 0.5
#define INSIDE 0.75

// Whether the four quarters of a pixel are parts of one smooth surface.
float smooth_part(ivec2 corner, vec4 distances) {
    float low = min(min(distances.x, distances.y), min(distances.z, distances.w));
    float high = max(max(distances.x, distances.y), max(distances.z, distances.w));
    vec4 first = texelFetch(texture_material, corner, 0);
    vec3 here = texelFetch(facing, corner, 0).xyz;
    float same = step(high - low, 0.006 * high);
    for (int quarter = 1; quarter < 4; quarter++) {
        ivec2 sub = corner + QUARTERS[quarter];
        same *= step(abs(first.w - texelFetch(texture_material, sub, 0).w), 0.5);
        same *= step(0.85, dot(here, texelFetch(facing, sub, 0).xyz));
    }
    return same;
}

out vec4 picture;
void main() {
    picture = vec4(0.0);
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec4 distances = distances_at(pixel);
    float share = 0.25 * dot(step(0.001, distances), vec4(1.0));
    float inside = step(1.0, share) * smooth_part(2 * pixel, distances);
    gl_FragDepth = share == 0.0 ? ROOM : mix(EDGE, INSIDE, inside);
}
