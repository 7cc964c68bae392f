in vec3 in_place;
uniform mat4 view_projection;
void main() { gl_Position = view_projection * vec4(in_place, 1.0); }
