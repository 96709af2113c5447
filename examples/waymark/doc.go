// Command waymark checks responses, makes reports of them and compares waves, writes JSON Schemas
// and forms, helps to write rubrics, and runs a web site that collects responses. Install it from
// a clone of the repository:
//
//	go -C examples/waymark install .
//
// and from a release:
//
//	go install github.com/waymark-go/waymark/examples/waymark@latest
//
// The subcommands are
//
//	waymark check responses.csv            # what is wrong, with line and column
//	waymark report -out results responses.csv
//	waymark compare last-year.json responses.csv
//	waymark schema -out schemas            # JSON Schemas and forms
//	waymark author sheet -out rubric.csv   # a rubric of one's own, translations, crosswalks
//	waymark serve                          # a web site that collects responses
//
// and -h after any of them lists its flags, with an example. Flags go before the files.
//
// The exit status is 0, 1 if problems were found or records refused, 2 if a flag is wrong or a
// file cannot be read or written, and 3 if there are no responses.
//
// Where standard error is a terminal it shows how far the reading of long input has come.
//
// The shells bash, zsh, fish and PowerShell complete subcommands, flags, their values and files:
//
//	source <(waymark completion bash)
//
// In bash this needs the package bash-completion. waymark completion bash -h says how to make it
// permanent.
//
// The subcommands are the programs examples/check, assess, schema, author and server.
package main
