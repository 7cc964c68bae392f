// Where pixels of a depth picture lie.
uniform sampler2D depth;
uniform vec3 lens;       // focal length and middle, px
uniform mat3 to_world;
uniform vec3 eye;
uniform int step_px;     // of the depth picture to a pixel of this one

vec3 in_camera(ivec2 pixel) {
    pixel = clamp(pixel, ivec2(0), textureSize(depth, 0) - 1);
    float away = texelFetch(depth, pixel, 0).r;
    return vec3((vec2(pixel) + 0.5 - lens.yz) / lens.x, 1.0) * away;
}
