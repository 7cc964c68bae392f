// A pixel with an edge in it: each of its quarters takes the colour of the neighbouring pixel
// that shows the same surface.
uniform sampler2D painted;
out vec4 picture;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy), last = textureSize(painted, 0) - 1;
    vec4 distances = distances_at(pixel);
    float materials[4];
    vec3 normals[4];
    vec4 best = vec4(-1e9);
    vec3 colours[4] = vec3[4](vec3(0.0), vec3(0.0), vec3(0.0), vec3(0.0));
    for (int quarter = 0; quarter < 4; quarter++) {
        ivec2 sub = 2 * pixel + QUARTERS[quarter];
        materials[quarter] = texelFetch(texture_material, sub, 0).w;
        normals[quarter] = texelFetch(facing, sub, 0).xyz;
    }
    for (int row = -1; row <= 1; row++) {
        for (int column = -1; column <= 1; column++) {
            ivec2 at = clamp(pixel + ivec2(column, row), ivec2(0), last);
            vec4 there = distances_at(at);
            int shown = chosen(there);
            ivec2 sub = 2 * at + QUARTERS[shown];
            float material = texelFetch(texture_material, sub, 0).w;
            vec3 normal = texelFetch(facing, sub, 0).xyz;
            vec3 colour = texelFetch(painted, at, 0).rgb;
            float away = there[shown];
            for (int quarter = 0; quarter < 4; quarter++) {
                float unlike = 200.0 * abs(away - distances[quarter]) / max(away, 0.01)
                             + 4.0 * abs(material - materials[quarter])
                             + 3.0 * (1.0 - dot(normal, normals[quarter]))
                             + 0.2 * length(vec2(at - pixel) + 0.25
                                            + 0.5 * vec2(QUARTERS[shown] - QUARTERS[quarter]));
                float match = away > 0.0 ? -unlike : -1e9;
                bool better = match > best[quarter];
                best[quarter] = better ? match : best[quarter];
                colours[quarter] = better ? colour : colours[quarter];
            }
        }
    }
    vec4 covered = 0.25 * step(0.001, distances);
    vec3 sum = vec3(0.0);
    for (int quarter = 0; quarter < 4; quarter++) sum += covered[quarter] * colours[quarter];
    picture = vec4(sum, 1.0 - dot(covered, vec4(1.0)));
}
