// Where in the picture of the still room a pixel of this frame lies: the camera only turns.
uniform mat3 to_still;        // this camera's frame to that of the still room's picture
uniform vec3 still_lens;      // focal length and middle, px
uniform vec3 lens;            // the same of this frame
uniform vec2 still_size;

vec3 still_ray(vec2 pixel) {
    return to_still * vec3((pixel - lens.yz) / lens.x, 1.0);
}

vec2 still_pixel(vec3 ray) {
    return clamp(still_lens.x * ray.xy / ray.z + still_lens.yz, vec2(0.5), still_size - 0.5);
}
