module github.com/waymark-go/waymark/internal/proof/formcheck

go 1.26

require (
	github.com/google/go-cmp v0.7.0
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.2
	github.com/waymark-go/waymark v0.0.0-00010101000000-000000000000
)

require (
	golang.org/x/text v0.14.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

replace github.com/waymark-go/waymark => ../../..
