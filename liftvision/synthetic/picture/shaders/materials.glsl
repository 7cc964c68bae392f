// What a surface is made of. Numbers as in mesh.Material.
#define SKIN 0
#define CLOTH 1
#define HAIR 2
#define EYE 3
#define LEATHER 4
#define RUBBER 5
#define STEEL 6
#define PAINT 7
#define CONCRETE 8
#define BRICK 9
#define WOOD 10
#define MIRROR 11
#define LAMP 12
#define PLATE 13

struct Surface {
    vec3 albedo;
    vec3 normal;
    float roughness;
    float reflectance;  // facing the eye
    float metal;
    float flesh;        // how far light goes under the skin
    float glow;
};

vec3 bumped(vec3 normal, vec3 at, float strength) {
    float here = swell(at);
    vec3 slope = vec3(swell(at + vec3(0.35, 0, 0)), swell(at + vec3(0, 0.35, 0)),
                      swell(at + vec3(0, 0, 0.35))) - here;
    return normalize(normal - strength * (slope - dot(slope, normal) * normal));
}

// The two directions of a wall or floor that a texture lies along.
vec2 flat_place(vec3 at, vec3 normal) {
    vec3 size = abs(normal);
    if (size.y > size.x && size.y > size.z) return at.xz;
    return size.x > size.z ? at.zy : at.xy;
}

void skin(inout Surface s, vec3 at) {
    float blotch = grain(at * 9.0), pore = swell(at * 420.0);
    s.albedo *= 0.90 + 0.2 * blotch;
    s.albedo = mix(s.albedo, s.albedo * vec3(1.06, 0.90, 0.88), 0.6 * swell(at * 4.0 + 3.0));
    s.albedo *= 0.97 + 0.06 * pore;
    s.normal = bumped(s.normal, at * 60.0, 0.06);
    s.roughness = 0.42 + 0.12 * blotch;
    s.reflectance = 0.035;
    s.flesh = 1.0;
}

void cloth(inout Surface s, vec3 at, float away) {
    vec2 thread = sin(at.xy * vec2(2600.0, 2200.0) + at.z * 900.0);
    float near = 1.0 - smoothstep(1.0, 3.5, away);
    s.albedo *= 0.84 + 0.30 * grain(at * 22.0) + 0.08 * near * thread.x * thread.y;
    s.albedo *= 0.94 + 0.12 * swell(at * 500.0);
    s.normal = bumped(s.normal, at * vec3(19.0, 11.0, 19.0), 0.22);
    s.normal = bumped(s.normal, at * 55.0, 0.10);
    s.roughness = 0.92;
    s.reflectance = 0.02;
}

void hair(inout Surface s, vec3 at) {
    float strand = grain(vec3(at.x * 260.0, at.y * 26.0, at.z * 180.0));
    s.albedo *= 0.5 + 1.1 * strand;
    s.normal = bumped(s.normal, at * vec3(240.0, 40.0, 200.0), 0.35);
    s.roughness = 0.5;
    s.reflectance = 0.045;
}

void rubber(inout Surface s, vec3 at) {
    vec2 tile = abs(fract(flat_place(at, s.normal) + 0.25) - 0.5);
    float speck = swell(at * 210.0) * swell(at * 95.0 + 7.0);
    s.albedo *= 0.80 + 0.4 * grain(at * 2.2);
    s.albedo = mix(s.albedo, s.albedo * 3.0 + 0.06, smoothstep(0.56, 0.66, speck));
    float seam = smoothstep(0.4955, 0.4985, max(tile.x, tile.y));
    s.albedo *= 1.0 - 0.6 * seam;
    s.normal = bumped(s.normal, at * 160.0, 0.10);
    s.roughness = 0.55 + 0.2 * grain(at * 3.0 + 5.0);
    s.reflectance = 0.035;
}

void steel(inout Surface s, vec3 at) {
    float turned = length(at.yz);
    s.albedo *= 0.84 + 0.2 * grain(vec3(at.x * 40.0, turned * 170.0, 1.0));
    s.albedo *= 0.92 + 0.12 * grain(at * 11.0);
    s.roughness = 0.27 + 0.14 * swell(vec3(at.x * 14.0, turned * 300.0, 2.0));
    s.reflectance = 0.5;
    s.metal = 1.0;
}

void paint(inout Surface s, vec3 at) {
    s.albedo *= 0.94 + 0.12 * grain(at * 7.0);
    s.normal = bumped(s.normal, at * 70.0, 0.02);
    s.roughness = 0.38 + 0.15 * grain(at * 5.0);
    s.reflectance = 0.04;
}

void concrete(inout Surface s, vec3 at) {
    float stain = grain(at * 0.9) * 0.6 + grain(at * 6.0) * 0.4;
    s.albedo *= 0.80 + 0.4 * stain;
    s.albedo *= 0.96 + 0.08 * swell(at * 130.0);
    s.normal = bumped(s.normal, at * 24.0, 0.02);
    s.roughness = 0.85;
    s.reflectance = 0.02;
}

void brick(inout Surface s, vec3 at) {
    vec2 along = flat_place(at, s.normal);
    float row = floor(along.y / 0.075);
    vec2 cell = vec2(along.x / 0.235 + 0.5 * mod(row, 2.0), along.y / 0.075);
    vec2 inside = fract(cell);
    float stone = hash(vec3(floor(cell), 3.0));
    vec2 edge = min(inside, 1.0 - inside) * vec2(0.235, 0.075);
    float joint = 1.0 - smoothstep(0.003, 0.008, min(edge.x, edge.y) + 0.004 * swell(at * 60.0));
    vec3 fired = s.albedo * (0.72 + 0.5 * stone) * (0.85 + 0.3 * grain(at * 30.0));
    s.albedo = mix(fired, mix(s.albedo, vec3(0.42), 0.55) * (0.8 + 0.3 * grain(at * 12.0)), joint);
    s.normal = bumped(s.normal, at * 55.0, 0.22);
    s.roughness = 0.85;
    s.reflectance = 0.03;
}

void wood(inout Surface s, vec3 at) {
    vec2 along = flat_place(at, s.normal);
    float plank = floor(along.y / 0.14), shift = 13.0 * hash(vec3(plank, 5.0, 1.0));
    float rings = grain(vec3(along.x * 1.6 + shift, along.y * 34.0, plank));
    float pores = swell(vec3(along.x * 14.0 + shift, along.y * 420.0, plank));
    s.albedo *= 0.62 + 0.56 * rings + 0.10 * pores;
    s.albedo *= 0.88 + 0.24 * hash(vec3(plank, floor((along.x + shift) / 1.7), 9.0));
    float gap = abs(fract(along.y / 0.14) - 0.5);
    s.albedo *= 1.0 - 0.55 * smoothstep(0.485, 0.497, gap);
    s.roughness = 0.34 + 0.22 * rings;
    s.reflectance = 0.04;
}

void leather(inout Surface s, vec3 at) {
    s.albedo *= 0.85 + 0.3 * grain(at * 60.0);
    s.normal = bumped(s.normal, at * 240.0, 0.20);
    s.roughness = 0.5;
    s.reflectance = 0.04;
}

// A weight plate about its own x axis: turned rings, raised letters, scuffs.
void plate(inout Surface s, vec3 at, sampler2D lettering) {
    float radius = length(at.yz), turn = atan(at.z, at.y) / 6.2831853;
    // Read clockwise from either side.
    float letters = textureLod(lettering, vec2(-sign(at.x) * turn, radius / 0.25), 0.0).r;
    s.albedo = mix(s.albedo, vec3(0.75), 0.9 * letters * step(radius, 0.215));
    s.albedo *= 0.84 + 0.28 * grain(at * 14.0);
    float scuff = smoothstep(0.62, 0.80, grain(vec3(at.x * 20.0, at.yz * 46.0) + 5.0));
    s.albedo = mix(s.albedo, s.albedo * 0.6 + 0.05, 0.5 * scuff);
    s.normal = bumped(s.normal, at * 220.0, 0.07);
    s.roughness = 0.46 + 0.2 * grain(at * 8.0);
    s.reflectance = 0.04;
}

Surface surface(int material, vec3 at, vec3 normal, vec3 colour, float away,
                sampler2D lettering) {
    Surface s = Surface(colour, normal, 0.6, 0.04, 0.0, 0.0, 0.0);
    if (material == SKIN) skin(s, at);
    else if (material == CLOTH) cloth(s, at, away);
    else if (material == HAIR) hair(s, at);
    else if (material == EYE) { s.roughness = 0.08; s.reflectance = 0.05; }
    else if (material == LEATHER) leather(s, at);
    else if (material == RUBBER) rubber(s, at);
    else if (material == STEEL) steel(s, at);
    else if (material == PAINT) paint(s, at);
    else if (material == CONCRETE) concrete(s, at);
    else if (material == BRICK) brick(s, at);
    else if (material == WOOD) wood(s, at);
    else if (material == MIRROR) { s.roughness = 0.06; s.reflectance = 0.35; }
    else if (material == PLATE) plate(s, at, lettering);
    else s.glow = 1.0;
    return s;
}
