package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/s3"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
	"github.com/waymark-go/waymark/examples/internal/cli"
)

func main() {
	registerFunctions()
	cfg := defineFlags(flag.CommandLine)
	flag.Parse()
	// A worker is this program too. It gets none of the flags above and does not return
	// from Init.
	beam.Init()
	status, err := run(context.Background(), cfg, os.Stdout)
	if err != nil {
		cli.PrintError(os.Stderr, err)
		status = 2
	}
	os.Exit(status)
}

func run(ctx context.Context, cfg *config, stdout io.Writer) (status int, err error) {
	job, err := cfg.job()
	if err != nil {
		return 2, err
	}
	p, s := beam.NewPipelineWithRoot()
	build(s, job)
	result, err := beamx.RunWithMetrics(ctx, p)
	if err != nil {
		return 2, fmt.Errorf("run the pipeline: %w", err)
	}
	if result == nil {
		return 0, nil
	}
	responses, refused := counted(result)
	fmt.Fprintf(stdout, "%d responses counted, %d records refused: see %s\n", responses, refused, job.Output)
	if refused > 0 {
		return 1, nil
	}
	return 0, nil
}

// counted returns the job's counters.
func counted(result beam.PipelineResult) (responses, refused int64) {
	counters := result.Metrics().Query(func(r beam.MetricResult) bool { return r.Namespace() == counterNamespace })
	for _, c := range counters.Counters() {
		switch c.Name() {
		case responsesCounter:
			responses += c.Result()
		case refusedCounter:
			refused += c.Result()
		}
	}
	return responses, refused
}
