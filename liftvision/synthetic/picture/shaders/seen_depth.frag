// Depth of what the camera sees, and what it belongs to: what moves, or the still room.
uniform sampler2D still_identity;
uniform vec4 box;  // left, top, right and bottom of what was drawn of what moves, px
layout(location = 0) out float depth;
layout(location = 1) out float identity;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec3 ray = still_ray(gl_FragCoord.xy);
    ivec2 at = ivec2(still_pixel(ray));
    float room = texelFetch(still_away, at, 0).r / ray.z;
    float moving = texelFetch(distance_away, 2 * pixel, 0).r;
    bool drawn = all(greaterThan(gl_FragCoord.xy, box.xy))
              && all(lessThan(gl_FragCoord.xy, box.zw));
    bool room_in_front = !drawn || moving == 0.0 || moving > room;
    depth = room_in_front ? room : moving;
    identity = room_in_front ? texelFetch(still_identity, at, 0).r
                             : texelFetch(facing, 2 * pixel, 0).w / 255.0;
}
