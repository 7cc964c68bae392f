// How open each place of the still room is.
out vec4 seen;
void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy) * step_px;
    vec3 here = in_camera(pixel);
    seen = vec4(openness(pixel, here, facing_at(pixel, here), dither(gl_FragCoord.xy)));
}
