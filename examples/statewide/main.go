// Command statewide makes a report for every district of a state from all of their
// responses, as an Apache Beam pipeline:
//
//	go run . --input '../../testdata/*.ndjson' --output /tmp/statewide
//
// It counts with the same [assess.Tally] as a program on one machine, which is all
// that a distributed engine has to know of an assessment: a sum that may be taken in
// any order. The steps:
//
//	match    the shards that the patterns name, each once
//	read     each shard with assess.Read: a Tally for each organization in it, what
//	         was refused to a side output, what was counted to another
//	combine  the Tallies of each organization, which hold its constituencies
//	publish  summarize, hide what the policy hides, write a CSV file and a page
//
// Without further flags it runs in this process, offline, on the prism runner. Beam's
// own flags (--runner, --endpoint and so on) run it on Flink, Spark or Dataflow: see
// README.md, which also says what to expect of a whole country.
//
// The output directory gets
//
//	published/organizations.csv       the index
//	published/organizations/NAME.csv  the counts of an organization
//	published/organizations/NAME.html its report
//	published/codebook.csv            what the columns of the counts mean
//	intake/shards.csv                 how many responses and refused records a shard has
//	intake/refused/NAME.csv           the problems of what was refused in a shard
//
// What is in published has been through the policy. What is in intake has not: it is
// for those who collect the responses.
//
// The exit status is 1 when records were refused, and 2 when the job failed. After a
// job that is not waited for (--async) it is 0, and intake/shards.csv says.
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
		fmt.Fprintln(os.Stderr, err)
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
