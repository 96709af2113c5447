module github.com/waymark-go/waymark/internal/proof/attack

go 1.26

require (
	github.com/waymark-go/waymark v0.0.0-00010101000000-000000000000
	gonum.org/v1/gonum v0.17.0
)

require gopkg.in/yaml.v3 v3.0.1 // indirect

replace github.com/waymark-go/waymark => ../../..
