module github.com/waymark-go/waymark/internal/proof/judges

go 1.26.0

require github.com/waymark-go/waymark v0.0.0-00010101000000-000000000000

require (
	github.com/rivo/uniseg v0.4.7 // indirect
	golang.org/x/text v0.44.0 // indirect
	gonum.org/v1/gonum v0.17.0 // indirect
)

replace github.com/waymark-go/waymark => ../../..
