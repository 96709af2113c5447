// Command statewide makes a report for every district of a state from all of their
// responses, as an Apache Beam pipeline:
//
//	go run . --input ../../testdata/district-2023.2.ndjson,../../testdata/team-2023.2.ndjson --output /tmp/statewide
//
// It counts with the same [assess.Tally] as a program on one machine, which is all
// that a distributed engine has to know of an assessment: a sum that may be taken in
// any order. The steps:
//
//	match    the shards that the patterns name, each once
//	read     each shard with assess.Read: a Tally for each organization in it, what
//	         was refused to a side output, what was counted to another
//	combine  the Tallies of each organization, which hold its constituencies
//	publish  summarize, hide what the policy hides, write a CSV file and a page;
//	         with --parents for all levels together, on one worker
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
