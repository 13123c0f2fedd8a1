#!/usr/bin/env python3
"""Writes the files beside it, for ArrowFilesTest: python3 arrow.py, with pyarrow 26."""

import datetime
import decimal
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = pathlib.Path(__file__).parent
ROWS = 5
LISTS = [[0.5, -1.25, 3.0], [1e30, None, -0.0], [7.0, 8.0, 9.0], [2.5, 2.5, 2.5], [0.125, 4.0, -6.0]]
WRITINGS = {
    "plain-1": dict(compression="none", use_dictionary=False, data_page_version="1.0"),
    "snappy-2": dict(compression="snappy", use_dictionary=True, data_page_version="2.0"),
    "gzip-1": dict(compression="gzip", use_dictionary=True, data_page_version="1.0"),
    "zstd-1": dict(compression="zstd", use_dictionary=True, data_page_version="1.0"),
    "zstd-2": dict(compression="zstd", use_dictionary=False, data_page_version="2.0"),
    "lz4-1": dict(compression="lz4", use_dictionary=True, data_page_version="1.0"),
    "brotli-1": dict(compression="brotli", use_dictionary=True, data_page_version="1.0"),
    "int96-1": dict(use_deprecated_int96_timestamps=True, write_page_checksum=True),
    "encodings-2": dict(
        use_dictionary=False,
        data_page_version="2.0",
        column_encoding={
            "int32": "DELTA_BINARY_PACKED",
            "int64": "DELTA_BINARY_PACKED",
            "uint64": "DELTA_BINARY_PACKED",
            "string": "DELTA_BYTE_ARRAY",
            "large_string": "DELTA_LENGTH_BYTE_ARRAY",
            "bool": "RLE",
            "float32": "BYTE_STREAM_SPLIT",
            "list.list.element": "BYTE_STREAM_SPLIT",
        },
    ),
}
LOCAL = datetime.datetime(2021, 3, 28, 2, 30, 0, 123456)
DAYS = [datetime.timedelta(days=d) for d in range(ROWS)]


def utc(unit):
    times = [(LOCAL + d).replace(tzinfo=datetime.timezone.utc) for d in DAYS]
    return pa.array(times, pa.timestamp("us", tz="UTC")).cast(pa.timestamp(unit, tz="UTC"), safe=False)


def table():
    text = ["ü1", "b", "ü1", "naïve 🙂", "b"]
    columns = {
        # never asked for
        "half": pa.array([1.5] * ROWS, pa.float16()),
        "nanos": pa.array([LOCAL] * ROWS, pa.timestamp("ns")),
        "map": pa.array([[("k", 1)]] * ROWS, pa.map_(pa.string(), pa.int32())),
        "bytes": pa.array([b"\x00\xff"] * ROWS, pa.large_binary()),
        "duration": pa.array([datetime.timedelta(hours=1)] * ROWS, pa.duration("us")),
        "nothing": pa.nulls(ROWS),
        # names
        "string": pa.array(text, pa.string()),
        "large_string": pa.array(text, pa.large_string()),
        "dictionary": pa.array(text).dictionary_encode(),
        "view": pa.array(text, pa.string_view()),
        "bool": pa.array([True, False, None, True, False]),
        "date32": pa.array([(LOCAL + d).date() for d in DAYS], pa.date32()),
        "date64": pa.array([(LOCAL + d).date() for d in DAYS], pa.date64()),
        "uuid": pa.ExtensionArray.from_storage(
            pa.uuid(), pa.array([bytes([i]) * 16 for i in range(ROWS)], pa.binary(16))
        ),
        # orders
        "utc_ms": utc("ms"),
        "utc_us": utc("us"),
        "utc_ns": utc("ns"),
        "local_us": pa.array([LOCAL + d for d in DAYS], pa.timestamp("us")),
        "time": pa.array([LOCAL.time()] * ROWS, pa.time64("us")),
        # numbers
        "float32": pa.array([0.1, None, -2.5, 1e-40, 3e38], pa.float32()),
        "decimal": pa.array([decimal.Decimal(v) for v in ("1.05", "-2.50", "0.00", "99.99", "7.10")], pa.decimal128(9, 2)),
        "decimal256": pa.array([decimal.Decimal(v) for v in ("1.05", "-2.50", "0.00", "99.99", "7.10")], pa.decimal256(50, 2)),
        # sequences
        "list": pa.array(LISTS, pa.list_(pa.float64())),
        "large_list": pa.array(LISTS, pa.large_list(pa.float64())),
        "fixed_list": pa.array(LISTS, pa.list_(pa.float64(), 3)),
        "floats": pa.array([[0.1, 0.2, 0.3]] * ROWS, pa.list_(pa.float32())),
        "structs": pa.array([[{"a": v, "b": i} for i, v in enumerate(l)] for l in LISTS]),
        "fixed_lists": pa.array([[[v, 1.0] for v in l] for l in LISTS], pa.list_(pa.list_(pa.float64(), 2))),
        "tokens": pa.array([["the", "cat", t] for t in text], pa.large_list(pa.large_string())),
        "token_dictionary": pa.array([["the", "cat", t] for t in text], pa.list_(pa.dictionary(pa.int8(), pa.string()))),
    }
    for width in (8, 16, 32, 64):
        top = 2 ** (width - 1)
        columns[f"int{width}"] = pa.array([-top, -1, 0, 1, top - 1], getattr(pa, f"int{width}")())
        columns[f"uint{width}"] = pa.array([0, 1, 2, top, 2 * top - 1], getattr(pa, f"uint{width}")())
    return pa.table(columns)


for name, writing in WRITINGS.items():
    pq.write_table(
        table(), FOLDER / f"arrow-{name}.parquet", row_group_size=3, store_schema=name != "plain-1", **writing
    )
