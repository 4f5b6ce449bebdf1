"""Programs that verify commands begin with. Data only: `references` tells commands from prose by them."""

from __future__ import annotations

NAMES = """
./gradlew ansible ant artillery aws az bandit bash bazel black brew buf bun bundle bunx cabal cargo cat cd
checkov chmod cmake compose composer conftest cosign cp ctest curl cypress dart dbt deno detox diff docker
docker- dotnet duckdb dune earthly echo elixir env eslint flake8 flutter gcloud gh git gitlab gitleaks go
golangci-lint gradle grep grype hadolint helm hurl invoke isort java jest jq julia just k6 kubectl kustomize
lake lefthook lerna lighthouse locust ls make mix mkdocs mocha mongosh mvn mypy mysql netlify newman nix node
nox npm npx nx oha opa openssl pdm pg_dump php phpunit pip pip-audit pip3 pipenv playwright pnpm poetry
powershell pre-commit prettier promtool psql pulumi pwsh pylint pyright pytest python python3 rake rclone rebar3
redis-cli rg rspack rspec rsync ruby ruff rustc rustup s3cmd sam sbt scala sed semgrep set sh shellcheck
shellspec snyk spectral sphinx-build sqlfluff sqlite3 ssh stack supabase swift syft systemctl tar task-master
taskipy temporal terraform test timeout tox trivy trufflehog tsc tsx turbo uv uvx vacuum vale vault vegeta
vercel vite vitest watchman wget wrangler wrk xargs xcodebuild yamllint yarn zig zsh
"""
