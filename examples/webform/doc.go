// Command webform writes what the page in this folder is built from: the response
// schema, the UI schema and the frame of the page for each language of a rubric.
//
//	go run . [-rubric FILE or cei@EDITION] [-overlay FILE] [-out DIR]
//
// npm run build runs it and makes the page of it, in dist. For a custom rubric and its
// translations:
//
//	npm run forms -- -rubric FILE -overlay FILE
//	npm run page
//
// -overlay may be repeated. -crosswalk is read and checked: a form does not need it.
//
// The page works from any web server. It makes no requests: nothing leaves the browser but the
// response that the rater downloads.
package main
