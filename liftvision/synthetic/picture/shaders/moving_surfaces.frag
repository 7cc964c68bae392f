// What moves, before any light, at twice the size. The fourth of `facing` is its identity.
in vec3 place;
in vec3 normal;
in vec3 colour;
in vec3 texture_place;
flat in vec2 kind;
in float away;

layout(location = 0) out vec4 texture_material;
layout(location = 1) out vec4 facing;
layout(location = 2) out vec4 paint_colour;
layout(location = 3) out float distance_away;

void main() {
    texture_material = vec4(texture_place, kind.x);
    facing = vec4(gl_FrontFacing ? normalize(normal) : -normalize(normal), kind.y);
    paint_colour = vec4(sqrt(colour), 1.0);
    distance_away = away;
}
