// Writes each pixel's material as its depth, so that the depth test picks the pixels that a
// material's own shader has to draw: software renderers run every branch of a shader that they
// enter, but skip what the depth test refuses.
out vec4 picture;
void main() {
    picture = vec4(0.0);
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec4 distances = distances_at(pixel);
    float covered = step(0.001, max(max(distances.x, distances.y), max(distances.z, distances.w)));
    ivec2 sub = 2 * pixel + QUARTERS[chosen(distances)];
    float material = floor(texelFetch(texture_material, sub, 0).w + 0.5);
    gl_FragDepth = covered * (material + 1.0) / 32.0;
}
