// The mean of two by two pixels.
uniform sampler2D source;
out vec4 mean;
void main() {
    ivec2 pixel = 2 * ivec2(gl_FragCoord.xy);
    mean = 0.25 * (texelFetch(source, pixel, 0) + texelFetch(source, pixel + ivec2(1, 0), 0)
                   + texelFetch(source, pixel + ivec2(0, 1), 0)
                   + texelFetch(source, pixel + ivec2(1, 1), 0));
}
