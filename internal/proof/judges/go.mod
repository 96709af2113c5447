module github.com/waymark-go/waymark/internal/proof/judges

go 1.26.0

require (
	github.com/google/go-cmp v0.7.0
	github.com/rivo/uniseg v0.4.7
	github.com/waymark-go/waymark v0.0.0-00010101000000-000000000000
	golang.org/x/text v0.44.0
	gonum.org/v1/gonum v0.17.0
)

replace github.com/waymark-go/waymark => ../../..
