module github.com/waymark-go/waymark/examples/png

go 1.26.0

require github.com/xo/resvg v0.8.0

require golang.org/x/image v0.47.0
