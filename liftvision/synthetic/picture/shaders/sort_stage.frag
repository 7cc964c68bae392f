// Writes as depth whether a pixel is near enough to what moves to be shaded by it;
// until it is, it is open.
uniform vec2 stage;      // radius and height, m
out vec4 seen;
void main() {
    seen = vec4(1.0);
    vec3 place = eye + to_world * in_camera(ivec2(gl_FragCoord.xy) * step_px);
    bool near = length(place.xz) < stage.x && place.y < stage.y;
    gl_FragDepth = near ? 0.5 : 0.0;
}
