#!/bin/sh
# Creates the namespace that Tieout works in, once the server answers.
set -eu

: "${TEMPORAL_ADDRESS:?}" "${TEMPORAL_NAMESPACE:?}" "${RETENTION:?}"

attempts=30
until temporal operator cluster health --address "$TEMPORAL_ADDRESS"; do
  attempts=$((attempts - 1))
  if [ "$attempts" -eq 0 ]; then
    echo "The Temporal server at $TEMPORAL_ADDRESS did not become healthy." >&2
    exit 1
  fi
  sleep 2
done

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" --address "$TEMPORAL_ADDRESS" >/dev/null 2>&1; then
  echo "Namespace $TEMPORAL_NAMESPACE is there."
else
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION" --address "$TEMPORAL_ADDRESS"
fi
