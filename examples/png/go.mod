module github.com/waymark-go/waymark/examples/png

go 1.26.0

require github.com/xo/resvg v0.8.0

require (
	github.com/waymark-go/waymark v0.0.0
	golang.org/x/image v0.47.0
)

require (
	github.com/bahlo/generic-list-go v0.2.0 // indirect
	github.com/buger/jsonparser v1.1.2 // indirect
	github.com/invopop/jsonschema v0.14.0 // indirect
	github.com/pb33f/ordered-map/v2 v2.3.1 // indirect
	go.yaml.in/yaml/v4 v4.0.0-rc.2 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

replace github.com/waymark-go/waymark => ../..
