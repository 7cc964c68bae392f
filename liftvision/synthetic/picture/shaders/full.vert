// One triangle over the whole picture, at a level that the depth test can compare.
uniform float level;
void main() {
    vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
    gl_Position = vec4(corner * 2.0 - 1.0, 2.0 * level - 1.0, 1.0);
}
