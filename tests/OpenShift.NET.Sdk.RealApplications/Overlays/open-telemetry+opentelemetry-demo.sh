# as the repository's Dockerfile does
mkdir -p src/accounting/src/protos && cp pb/demo.proto src/accounting/src/protos/
