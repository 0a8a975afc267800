// All SQL about people. A removed person stays as a row: the audit still names them.

import type { Role } from '../basics/request.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { Person } from './person.ts';

interface PersonRow {
  person_id: string;
  name: string;
  role: Role;
  badge_code: string;
  pin_hash: string | null;
  failed_tries: number;
  next_try_at: number;
}

const columns = `person_id, name, role, badge_code, pin_hash, failed_tries, next_try_at`;

export function listPeople(reader: Reader): Person[] {
  const rows = reader.all<PersonRow>(
    `SELECT ${columns} FROM people WHERE removed_at IS NULL ORDER BY name COLLATE NOCASE`,
  );
  return rows.map(personOf);
}

export function findPerson(
  reader: Reader,
  by: { readonly personId: string } | { readonly badge: string } | { readonly name: string },
): Person | undefined {
  const row =
    'personId' in by
      ? findRow(reader, 'person_id', by.personId)
      : 'badge' in by
        ? findRow(reader, 'badge_code', by.badge)
        : findRow(reader, 'name', by.name);
  return row && personOf(row);
}

function findRow(reader: Reader, column: 'person_id' | 'badge_code' | 'name', value: string) {
  return reader.get<PersonRow>(`SELECT ${columns} FROM people WHERE ${column} = ? AND removed_at IS NULL`, [
    value,
  ]);
}

export function findPinHash(reader: Reader, personId: string): string | null {
  return findRow(reader, 'person_id', personId)?.pin_hash ?? null;
}

export function countSupervisors(reader: Reader): number {
  const sql = `SELECT COUNT(*) AS number FROM people WHERE role = 'supervisor' AND removed_at IS NULL`;
  return reader.get<{ number: number }>(sql)?.number ?? 0;
}

export function addPerson(
  writer: Writer,
  person: Pick<Person, 'personId' | 'name' | 'role' | 'badgeCode'> & { readonly pinHash: string | null },
  at: number,
): void {
  writer.run(
    `INSERT INTO people (person_id, name, role, badge_code, pin_hash, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [person.personId, person.name, person.role, person.badgeCode, person.pinHash, at, at],
  );
}

export function changePerson(
  writer: Writer,
  person: Pick<Person, 'personId' | 'name' | 'role' | 'badgeCode'>,
  at: number,
): void {
  writer.run(`UPDATE people SET name = ?, role = ?, badge_code = ?, changed_at = ? WHERE person_id = ?`, [
    person.name,
    person.role,
    person.badgeCode,
    at,
    person.personId,
  ]);
}

/** A new PIN is a new beginning: what was tried wrongly before counts no more. */
export function savePin(writer: Writer, personId: string, pinHash: string, at: number): void {
  writer.run(
    `UPDATE people SET pin_hash = ?, failed_tries = 0, next_try_at = 0, changed_at = ? WHERE person_id = ?`,
    [pinHash, at, personId],
  );
}

export function saveTries(writer: Writer, personId: string, failedTries: number, nextTryAt: number): void {
  writer.run(`UPDATE people SET failed_tries = ?, next_try_at = ? WHERE person_id = ?`, [
    failedTries,
    nextTryAt,
    personId,
  ]);
}

export function removePerson(writer: Writer, personId: string, at: number): void {
  writer.run(`UPDATE people SET removed_at = ?, changed_at = ? WHERE person_id = ?`, [at, at, personId]);
}

function personOf(row: PersonRow): Person {
  return {
    personId: row.person_id,
    name: row.name,
    role: row.role,
    hasPin: row.pin_hash !== null,
    badgeCode: row.badge_code,
    failedTries: row.failed_tries,
    nextTryAt: row.next_try_at,
  };
}
