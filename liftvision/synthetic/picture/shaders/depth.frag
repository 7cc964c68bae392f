// Distance along the viewing direction, and what the surface belongs to.
flat in vec2 kind;
in float away;
layout(location = 0) out float depth;
layout(location = 1) out float identity;
void main() {
    depth = away;
    identity = kind.y / 255.0;
}
