// One material of what moves, in all its light. MATERIAL is its number.
uniform sampler2D lettering;
uniform vec3 eye;
uniform mat3 to_world;
uniform int lamps;
uniform vec3 lamp_places[LAMPS];
uniform vec3 lamp_directions[LAMPS];
uniform float lamp_radii[LAMPS];
uniform vec3 lamp_powers[LAMPS];
uniform vec3 cube[6];       // light on surfaces facing +x, -x, +y, -y, +z, -z
uniform vec3 from_above;
uniform vec3 from_below;
uniform float exposure;
out vec4 picture;

Light lamp(int at) {
    return Light(lamp_places[at], lamp_directions[at], lamp_radii[at], lamp_powers[at]);
}

vec3 cube_light(vec3 direction) {
    vec3 share = direction * direction;
    return share.x * (direction.x > 0.0 ? cube[0] : cube[1])
         + share.y * (direction.y > 0.0 ? cube[2] : cube[3])
         + share.z * (direction.z > 0.0 ? cube[4] : cube[5]);
}

// Highlights of the lamps that throw no shadow.
vec3 glints(Surface s, vec3 place, vec3 to_eye, vec3 mirror) {
    vec3 sum = vec3(0.0);
    for (int at = 2; at < lamps; at++) {
        vec3 ray = lamp_places[at] - place;
        float distance = length(ray);
        vec3 to_lamp = ray / distance;
        float leaving = max(-dot(to_lamp, lamp_directions[at]), 0.0);
        float raw = max(dot(s.normal, to_lamp), 0.0);
        sum += lamp_powers[at] * leaving * raw / (distance * distance)
             * highlight(s, to_eye, to_lamp, lamp_radii[at] / distance);
    }
    return sum * mirror;
}

void main() {
    ivec2 corner = 2 * ivec2(gl_FragCoord.xy);
    ivec2 sub = corner + QUARTERS[chosen(distances_at(ivec2(gl_FragCoord.xy)))];
    vec3 at = texelFetch(texture_material, sub, 0).xyz;
    vec3 paint = texelFetch(paint_colour, sub, 0).rgb;
    float away = texelFetch(distance_away, sub, 0).r;
    vec2 pixel = 0.5 * (vec2(sub) + 0.5);
    vec3 place = eye + to_world * vec3((pixel - lens.yz) / lens.x, 1.0) * away;
    vec3 to_eye = normalize(eye - place);
    Surface s = surface(MATERIAL, at, normalize(texelFetch(facing, sub, 0).xyz), paint * paint,
                        away, lettering);
    vec4 seen = mask_at(pixel, away);
    vec3 light = lit(s, lamp(0), place, to_eye) * seen.y + lit(s, lamp(1), place, to_eye) * seen.z;
    vec3 mirror = mix(vec3(s.reflectance), s.albedo, s.metal);
    vec3 edge = mix(vec3(fresnel(s, to_eye)), s.albedo, s.metal);
    vec3 thrown = reflect(-to_eye, s.normal);
    vec3 around = mix(from_below, from_above, smoothstep(-0.5, 0.7, thrown.y));
    float ceiling = mix(1.0, mix(0.55, 1.0, seen.w), smoothstep(-0.6, 0.6, s.normal.y));
    // Light that went under the skin comes out red where little falls on it.
    vec3 open = pow(vec3(seen.x), mix(vec3(1.0), vec3(0.55, 0.85, 0.92), s.flesh));
    light += s.albedo * (1.0 - s.metal) * cube_light(s.normal) * open * ceiling;
    light += (glints(s, place, to_eye, mirror) + edge * around) * seen.x * ceiling;
    picture = vec4(developed(light * exposure), 1.0);
}
