"""Elasticsearch behind the engine protocol."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from elasticsearch import Elasticsearch

from catalog.search.analysis import read_suggestion, suggested_from
from catalog.search.documents import Entry, Key, read_key
from catalog.search.elastic import question, writing
from catalog.search.elastic.building import ElasticBuilding
from catalog.search.elastic.schema import Names
from catalog.search.elastic.servers import Servers, answering
from catalog.search.engine import (
    Building,
    EngineDownError,
    EngineRefusedError,
    EngineStatus,
    Found,
    IndexMissingError,
    Scored,
    SearchEngine,
    Suggestion,
    cumulated,
)
from catalog.search.meaning.embedder import mark
from catalog.search.meaning.vectors import numbers
from catalog.search.plan import BEST, Counting, Plan

_MOST_WORDS = 20_000
_DIGESTS_AT_ONCE = 5000
_PROBE_SECONDS = 0.5


class ElasticEngine(SearchEngine):
    """Indexes under one prefix of a cluster, read and written by any number of machines."""

    name = "elasticsearch"

    def __init__(self, servers: Servers) -> None:
        self.servers = servers
        self.names = Names(servers.prefix)
        self.reader: Elasticsearch = servers.reader()
        self.writer: Elasticsearch = servers.writer()

    # --- writing

    def index(self, entries: Sequence[Entry], gone: Sequence[Key] = ()) -> None:
        """See the protocol. A refresh costs some 20 ms whatever its size, so callers write in batches."""
        with answering():
            writing.write(self.writer, self.names, entries, gone)

    def build(self) -> Building:
        """See the protocol."""
        return ElasticBuilding(self.writer, self.names, self.servers.shards)

    # --- reading

    def search(self, plan: Plan) -> Found:
        """See the protocol: one request, whatever is counted."""
        asked = question.bodies(plan)
        answers = self._ask([one.body for one in asked])
        found = answers[0]["hits"]
        facets: dict[str, Mapping[str, int]] = {}
        spans: dict[str, tuple[int, int]] = {}
        for answer, one in zip(answers, asked, strict=True):
            facets |= _counts(answer, one.counting, plan)
            spans |= _spans(answer, one.counting)
        return Found([_scored(hit, plan) for hit in found["hits"]], found["total"]["value"], facets, spans)

    def totals(self, plans: Sequence[Plan]) -> list[int]:
        """See the protocol."""
        answers = self._ask([question.total(plan) for plan in plans])
        return [answer["hits"]["total"]["value"] for answer in answers]

    def suggest(self, prefix: str, limit: int, languages: Sequence[str]) -> list[Suggestion]:
        """See the protocol."""
        begun = [suggested_from(language, prefix) for language in languages]
        # One title may stand there from several of its words on.
        answers = self._ask([question.starting("suggest", start, limit * 4) for start in begun])
        found = [
            suggestion
            for answer in answers
            for suggestion in list({read_suggestion(term): None for term in _terms(answer)})[:limit]
        ]
        return found[:limit]

    def near(self, vectors: Sequence[str], limit: int) -> list[list[Scored]]:
        """See the protocol: one request for all of them."""
        if not mark() or not vectors:
            return [[] for _ in vectors]
        answers = self._ask([question.near(numbers(vector), limit) for vector in vectors])
        return [[_near(hit) for hit in answer["hits"]["hits"]] for answer in answers]

    def words(self, start: str) -> Mapping[str, int]:
        """See the protocol."""
        (answer,) = self._ask([question.starting("title", start, _MOST_WORDS)])
        return _terms(answer)

    def digests(self) -> Iterator[tuple[Key, str]]:
        """See the protocol."""
        client = self.writer
        with answering():
            client.indices.refresh(index=self.names.current)
            moment = client.open_point_in_time(index=self.names.current, keep_alive="2m")["id"]
            after: list[Any] | None = None
            try:
                while hits := self._digests(moment, after):
                    for hit in hits:
                        yield read_key(hit["fields"]["key"][0]), hit["fields"]["digest"][0]
                    after = hits[-1]["sort"]
            finally:
                client.close_point_in_time(id=moment)

    def _digests(self, moment: str, after: list[Any] | None) -> list[Any]:
        answer = self.writer.search(
            pit={"id": moment, "keep_alive": "2m"},
            query={"bool": {"must_not": {"term": {"gone": True}}}},
            size=_DIGESTS_AT_ONCE,
            sort=[{"key": "asc"}],
            search_after=after,
            docvalue_fields=[{"field": "key"}, {"field": "digest"}],
            source=False,
            track_total_hits=False,
        )
        hits: list[Any] = answer["hits"]["hits"]
        return hits

    def _ask(self, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if not asked:
            return []
        with answering():
            if len(asked) == 1:
                return [self.reader.search(index=self.names.current, **named(asked[0])).body]
            searches = [part for body in asked for part in ({"index": self.names.current}, body)]
            answers: list[dict[str, Any]] = self.reader.msearch(searches=searches)["responses"]
        for answer in answers:
            _check(answer)
        return answers

    # --- how it is

    def alive(self) -> bool:
        """Say whether the cluster answers at this moment; never raises, and takes at most half a second."""
        client = self.reader.options(request_timeout=_PROBE_SECONDS, max_retries=0)
        with suppress(EngineDownError, EngineRefusedError, IndexMissingError), answering():
            return bool(client.cluster.health(local=True)["status"])
        return False

    def status(self) -> EngineStatus:
        """See the protocol."""
        try:
            with answering():
                return self._status()
        except (EngineDownError, EngineRefusedError, IndexMissingError) as error:
            return EngineStatus(self.name, False, trouble=str(error))

    def _status(self) -> EngineStatus:
        current = self.names.current
        held = self.reader.indices.get_alias(name=current)
        health = self.reader.cluster.health(index=current)
        living = {"bool": {"must_not": {"term": {"gone": True}}}}
        size = self.reader.indices.stats(index=current, metric="store")["_all"]["primaries"]["store"]
        return EngineStatus(
            self.name,
            ready=health["status"] != "red",
            documents=self.reader.count(index=current, query=living)["count"],
            index=", ".join(sorted(held)),
            bytes=size["size_in_bytes"],
            trouble="" if health["status"] == "green" else f"The cluster is {health['status']}.",
        )


def named(body: dict[str, Any]) -> dict[str, Any]:
    """Return a body as the client's search takes it: by the names of its parameters."""
    renamed = {"from": "from_", "_source": "source"}
    return {renamed.get(name, name): value for name, value in body.items()}


def _check(answer: Mapping[str, Any]) -> None:
    if error := answer.get("error"):
        said = f"{error.get('type')}: {error.get('reason')}"
        if answer.get("status") == 404:
            raise IndexMissingError(f"Elasticsearch has no search index: {said}")
        if answer.get("status", 500) >= 500 or answer.get("status") == 429:
            raise EngineDownError(f"Elasticsearch answered {answer.get('status')}: {said}")
        raise EngineRefusedError(f"Elasticsearch answered {answer.get('status')}: {said}")


def _scored(hit: Mapping[str, Any], plan: Plan) -> Scored:
    """Read a hit's key and score from what it was sorted by."""
    key = read_key(hit["sort"][-1])
    if plan.sort != BEST:
        return Scored(key, 0.0)
    points, tie, _ = hit["sort"]
    return Scored(key, round(points) * tie)


def _counts(answer: Mapping[str, Any], asked: Counting, plan: Plan) -> dict[str, Mapping[str, int]]:
    counts: dict[str, Mapping[str, int]] = {}
    for number, name in enumerate([*asked.facets, *asked.numbers]):
        buckets = answer["aggregations"][f"{number}"]["buckets"]
        if number < len(asked.facets):
            counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        else:
            counts[name] = cumulated(plan.bands[name], [bucket["doc_count"] for bucket in buckets])
    return counts


def _spans(answer: Mapping[str, Any], asked: Counting) -> dict[str, tuple[int, int]]:
    counted = len(asked.facets) + len(asked.numbers)
    ends = {
        name: answer["aggregations"][f"{number}"] for number, name in enumerate(asked.spans, start=counted)
    }
    return {name: (round(of["min"]), round(of["max"])) for name, of in ends.items() if of["count"]}


def _near(hit: Mapping[str, Any]) -> Scored:
    """Read a hit's cosine from what Elasticsearch makes of it: (1 + cosine) / 2."""
    return Scored(read_key(hit["_id"]), 2 * hit["_score"] - 1)


def _terms(answer: Mapping[str, Any]) -> dict[str, int]:
    buckets = answer["aggregations"]["terms"]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
