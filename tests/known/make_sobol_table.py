#!/usr/bin/env python3
"""Writes host/plan/sobol_table.h to standard output: primitive polynomials and initial numbers of Sobol sequences.

    python3 tests/known/make_sobol_table.py [_sobol_direction_numbers.npz] > host/plan/sobol_table.h

Reads the numbers of Joe and Kuo (new-joe-kuo-6.21201) as SciPy ships them, writes the authors' own file from them and
goes on only if that has the checksum of the file they publish. No module besides the standard ones is needed.
"""
import hashlib
import struct
import sys
import zipfile

NPZ = "/usr/lib/python3/dist-packages/scipy/stats/_sobol_direction_numbers.npz"
AUTHORS_SHA256 = "68eedd2a4e3b659b9695e7aff0f8ac68718bcf620730fc3d3a8c65df2a067441"
N_ALL = 21201
N_SHIPPED = 4096
MOST_DEGREE = 16

HEAD = """\
/* Primitive polynomials and initial numbers of the first {n} dimensions of Sobol sequences, the set D(6) of
 *     S. Joe and F. Y. Kuo, Constructing Sobol sequences with better two-dimensional projections,
 *     SIAM J. Sci. Comput. 30, 2635-2654 (2008),
 * their file new-joe-kuo-6.21201 of https://web.maths.unsw.edu.au/~fkuo/sobol/, as far as line {n}.
 * Made by tests/known/make_sobol_table.py, not edited by hand. SHA-256 of the authors' file:
 *     {all_sha}
 * and of its lines up to here (tests/known writes them again from this table):
 *     {shipped_sha}
 *
 * Licence pertaining to sobol.cc and the accompanying sets of direction numbers
 *
 * Copyright (c) 2008, Frances Y. Kuo and Stephen Joe
 * All rights reserved.
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 *     * Redistributions of source code must retain the above copyright
 *       notice, this list of conditions and the following disclaimer.
 *
 *     * Redistributions in binary form must reproduce the above copyright
 *       notice, this list of conditions and the following disclaimer in the
 *       documentation and/or other materials provided with the distribution.
 *
 *     * Neither the names of the copyright holders nor the names of the
 *       University of New South Wales and the University of Waikato
 *       and its contributors may be used to endorse or promote products derived
 *       from this software without specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS ``AS IS'' AND ANY
 * EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS BE LIABLE FOR ANY
 * DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
 * (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
 * LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND
 * ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
 * (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
 * SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE. */
#ifndef SFL_PLAN_SOBOL_TABLE_H
#define SFL_PLAN_SOBOL_TABLE_H

#include "host/plan/sobol.h"

#define SFL_SOBOL_MOST_DEGREE {degree}

/* A dimension: degree s of its polynomial, the coefficients between the first and the last as bits (the authors' a), and
 * m_1 ... m_s. The first dimension has no polynomial: degree 0, all m are 1. */
typedef struct sfl_sobol_row {{
    uint16_t degree, inner, numbers[SFL_SOBOL_MOST_DEGREE];
}} sfl_sobol_row;

/* clang-format off */
static const sfl_sobol_row sfl_sobol_table[SFL_SOBOL_MOST_DIMENSIONS] = {{
    {{0, 0, {{0}}}},
"""


def array_of(archive, name):
    """Numbers of an .npy of 64-bit integers, in the order of the file."""
    data = archive.read(name)
    head = struct.unpack("<H", data[8:10])[0]
    assert b"'descr': '<i8'" in data[10 : 10 + head]
    return [number[0] for number in struct.iter_unpack("<q", data[10 + head :])]


def rows_of(npz):
    """Degree, inner coefficients and initial numbers of dimensions 2 ... N_ALL."""
    with zipfile.ZipFile(npz) as archive:
        polynomials, initial = array_of(archive, "poly.npy"), array_of(archive, "vinit.npy")
    rows = []
    for j in range(1, N_ALL):
        degree = polynomials[j].bit_length() - 1
        inner = (polynomials[j] >> 1) & ((1 << (degree - 1)) - 1)
        rows.append((degree, inner, [initial[i * N_ALL + j] for i in range(degree)]))  # stored column by column
    return rows


def authors_sha(rows):
    """Checksum of the authors' file down to the last of the rows."""
    text = "d       s       a       m_i     \n"
    for number, (degree, inner, numbers) in enumerate(rows, 2):
        text += f"{number:<8}{degree:<8}{inner:<8}{' '.join(map(str, numbers))} \n"
    return hashlib.sha256(text.encode()).hexdigest()


def main():
    rows = rows_of(sys.argv[1] if len(sys.argv) > 1 else NPZ)
    if authors_sha(rows) != AUTHORS_SHA256:
        sys.exit("these are not the numbers of new-joe-kuo-6.21201")
    shipped = rows[: N_SHIPPED - 1]
    assert max(row[0] for row in shipped) == MOST_DEGREE
    out = HEAD.format(n=N_SHIPPED, degree=MOST_DEGREE, all_sha=AUTHORS_SHA256, shipped_sha=authors_sha(shipped))
    out += "".join("    {%d, %d, {%s}},\n" % (s, a, ", ".join(map(str, m))) for s, a, m in shipped)
    sys.stdout.write(out + "};\n/* clang-format on */\n\n#endif\n")


if __name__ == "__main__":
    main()
