// Package book tests what leads readers through the documentation: the table of chapters in
// README.md, the links of Markdown files and of doc comments, the directories that commands in
// Markdown files name, and that each chapter has an example that runs.
package book
