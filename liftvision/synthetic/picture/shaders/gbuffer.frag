// The still room: what each pixel is made of, before any light.
in vec3 place;
in vec3 normal;
in vec3 colour;
in vec3 texture_place;
flat in vec2 kind;
in float away;

uniform vec3 eye;
uniform sampler2D lettering;

layout(location = 0) out vec4 albedo_roughness;
layout(location = 1) out vec4 normal_reflectance;
layout(location = 2) out vec4 place_glow;

void main() {
    Surface s = surface(int(kind.x + 0.5), texture_place, normalize(normal), colour, away,
                        lettering);
    albedo_roughness = vec4(s.albedo, s.roughness);
    normal_reflectance = vec4(s.normal, s.metal > 0.5 ? 1.0 + s.reflectance : s.reflectance);
    place_glow = vec4(place, 1.0 + s.glow);
}
