// Every mesh: places and directions in the world, carried to the fragments.
in vec3 in_place;
in vec3 in_normal;
in vec3 in_colour;
in vec3 in_texture;
in vec2 in_kind;  // material, identity

uniform mat4 view_projection;
uniform vec3 viewing;  // the camera's viewing direction
uniform vec3 eye;

out vec3 place;
out vec3 normal;
out vec3 colour;
out vec3 texture_place;
flat out vec2 kind;
out float away;

void main() {
    place = in_place;
    normal = in_normal;
    colour = in_colour;
    texture_place = in_texture;
    kind = in_kind;
    away = dot(in_place - eye, viewing);
    gl_Position = view_projection * vec4(in_place, 1.0);
}
