// At half the size: how open a place is, and how much it sees of two lamps and of the ceiling.
uniform sampler2D shadow_0;
uniform sampler2D shadow_1;
uniform sampler2D shadow_2;
uniform mat4 lamp_projection[3];
uniform vec2 lamp_range[3];
uniform vec3 lamp_place[3];
uniform float lamp_radius[3];
out vec4 seen;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy) * step_px;
    vec3 here = in_camera(pixel);
    vec3 normal = facing_at(pixel, here);
    float turn = dither(gl_FragCoord.xy);
    vec3 place = eye + to_world * (here + 0.012 * normal);
    seen.x = openness(pixel, here, normal, turn);
    seen.y = lamp_seen(shadow_0, lamp_projection[0], lamp_range[0], lamp_radius[0],
                       lamp_place[0], place, turn, 12);
    seen.z = lamp_seen(shadow_1, lamp_projection[1], lamp_range[1], lamp_radius[1],
                       lamp_place[1], place, turn, 12);
    seen.w = lamp_seen(shadow_2, lamp_projection[2], lamp_range[2], lamp_radius[2],
                       lamp_place[2], place, turn, 12);
}
