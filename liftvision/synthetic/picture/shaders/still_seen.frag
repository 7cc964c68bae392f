// How much of one lamp each place of the still room sees, at half the size of its surfaces.
uniform sampler2D normal_reflectance;
uniform sampler2D place_glow;
uniform sampler2D shadow;
uniform mat4 lamp_projection;
uniform vec2 lamp_range;  // near and far
uniform vec3 lamp_place;
uniform float lamp_radius;
out vec4 seen;

void main() {
    ivec2 pixel = 2 * ivec2(gl_FragCoord.xy);
    vec3 place = texelFetch(place_glow, pixel, 0).xyz;
    vec3 normal = texelFetch(normal_reflectance, pixel, 0).xyz;
    seen = vec4(lamp_seen(shadow, lamp_projection, lamp_range, lamp_radius, lamp_place,
                          place + 0.02 * normal, dither(gl_FragCoord.xy), 16));
}
