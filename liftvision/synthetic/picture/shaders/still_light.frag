// Light of one lamp on the still room; added up lamp by lamp.
uniform sampler2D albedo_roughness;
uniform sampler2D normal_reflectance;
uniform sampler2D place_glow;
uniform sampler2D seen;
uniform vec3 eye;
uniform vec3 lamp_place;
uniform vec3 lamp_direction;
uniform float lamp_radius;
uniform vec3 lamp_power;

out vec4 light;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec4 where = texelFetch(place_glow, pixel, 0);
    light = vec4(0.0);
    if (where.w != 1.0) return;
    vec4 a = texelFetch(albedo_roughness, pixel, 0), b = texelFetch(normal_reflectance, pixel, 0);
    float metal = step(1.0, b.w);
    Surface s = Surface(a.rgb, normalize(b.xyz), a.w, b.w - metal, metal, 0.0, 0.0);
    Light lamp = Light(lamp_place, lamp_direction, lamp_radius, lamp_power);
    vec3 sum = lit(s, lamp, where.xyz, normalize(eye - where.xyz));
    light = vec4(sum * texelFetch(seen, pixel / 2, 0).r, 1.0);
}
