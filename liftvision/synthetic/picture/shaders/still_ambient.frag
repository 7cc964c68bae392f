// Indirect light on the still room, weaker in corners, and what glows by itself.
uniform sampler2D albedo_roughness;
uniform sampler2D normal_reflectance;
uniform sampler2D place_glow;
uniform sampler2D openness;
uniform vec3 eye;
uniform vec3 from_above;
uniform vec3 from_below;

out vec4 light;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec4 where = texelFetch(place_glow, pixel, 0);
    light = vec4(0.0, 0.0, 0.0, 1.0);
    if (where.w < 0.5) return;
    vec4 a = texelFetch(albedo_roughness, pixel, 0), b = texelFetch(normal_reflectance, pixel, 0);
    if (where.w > 1.5) { light.rgb = a.rgb; return; }
    float metal = step(1.0, b.w);
    Surface s = Surface(a.rgb, normalize(b.xyz), a.w, b.w - metal, metal, 0.0, 0.0);
    float open = textureLod(openness, gl_FragCoord.xy / vec2(textureSize(place_glow, 0)), 0.0).r;
    vec3 ambient = mix(from_below, from_above, 0.5 + 0.5 * s.normal.y) * open;
    vec3 to_eye = normalize(eye - where.xyz);
    vec3 thrown = reflect(-to_eye, s.normal);
    vec3 around = mix(from_below, from_above, 0.5 + 0.5 * thrown.y) * open;
    vec3 mirror = mix(vec3(fresnel(s, to_eye)), s.albedo, metal);
    light.rgb = s.albedo * (1.0 - metal) * ambient + mirror * around;
}
