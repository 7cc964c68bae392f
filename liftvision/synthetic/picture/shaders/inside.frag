// What moves, where it fills a pixel.
uniform sampler2D painted;
out vec4 picture;
void main() { picture = texelFetch(painted, ivec2(gl_FragCoord.xy), 0); }
