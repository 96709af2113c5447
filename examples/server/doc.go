// Command server runs assessments: coordinators create them and hand out links, raters answer without an
// account, and the results are published under a policy that hides small groups.
//
//	go -C examples/server run . [-addr 127.0.0.1:8080] [-data waymark.db] [-database postgres://…] [-url https://…] [-proxy]
//	go -C examples/server run . adduser [-data FILE] NAME    reads the password from standard input
//	go -C examples/server run . backup [-data FILE] COPY
//	go -C examples/server run . restore [-data FILE] COPY
//	go -C examples/server run . export [-data FILE] ID       writes the responses of an assessment; ID is in its address
//	go -C examples/server run . log [-data FILE]             what is logged outside of assessments
//
// The first start prints a link that makes the first account. README.md says how to run it for
// others.
package main
