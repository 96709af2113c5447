module github.com/waymark-go/waymark/internal/proof/mutate

go 1.26.0

require (
	golang.org/x/sync v0.25.0
	golang.org/x/tools v0.41.0
	gopkg.in/yaml.v3 v3.0.1
)

require (
	github.com/google/go-cmp v0.7.0 // indirect
	golang.org/x/mod v0.32.0 // indirect
)
