import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { parseHijriDate, ReadZakatTerms, SetCalendar } from '@app/zakat';
import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { ReplacedVersion, TakesIfMatch, tagVersion } from '../presentation/if-match.js';
import {
  CalendarRequest,
  CalendarResponse,
  calendarJson,
  GregorianResponse,
  gregorianJson,
  HijriDatePath,
  overridesOf,
} from './calendar.dto.js';
import { DATE_REFUSALS, NOT_CONFIGURED } from './zakat-refusals.js';

@ApiTags('zakat')
@Controller('zakat/calendar')
export class CalendarController {
  constructor(
    private readonly terms: ReadZakatTerms,
    private readonly setCalendar: SetCalendar,
  ) {}

  @Get()
  @Access('anyone')
  @ApiOperation({
    operationId: 'getZakatCalendar',
    summary: 'Months that begin on another day',
    description:
      'The Hijri calendar is Umm al-Qura from 1300 to 1600 AH, with these months moved to where the moon was seen. `ETag` has the version.',
  })
  @ApiOkResponse({ type: CalendarResponse })
  @Refusals({ 500: NOT_CONFIGURED })
  async calendar(@Res({ passthrough: true }) reply: FastifyReply) {
    const inForce = await this.terms.calendar();
    tagVersion(reply, inForce.version);
    return calendarJson(inForce);
  }

  @Get(':hijri_date')
  @Access('anyone')
  @ApiOperation({
    operationId: 'convertHijriDate',
    summary: 'The Gregorian day of a Hijri date',
    description: 'By the calendar that is in force, overrides included.',
  })
  @ApiOkResponse({ type: GregorianResponse })
  @Refusals({
    400: { invalid_hijri_date: 'invalid Hijri date', no_such_hijri_date: 'no such date in the Hijri calendar' },
    500: NOT_CONFIGURED,
  })
  async convert(@Param() { hijri_date }: HijriDatePath) {
    return gregorianJson(parseHijriDate(hijri_date), await this.terms.calendar());
  }

  @Put()
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'setZakatCalendar',
    summary: 'Set the months that begin on another day',
    description:
      'Adds a version, which is in force at once; none is ever changed. `If-Match` names the version that it replaces. It is written to the audit trail with its author.',
  })
  @TakesIfMatch()
  @ApiOkResponse({ type: CalendarResponse })
  @Refusals({
    400: {
      invalid_request: 'invalid request body',
      invalid_hijri_date: 'invalid Hijri date',
      ...DATE_REFUSALS,
      month_given_twice: 'a month is given twice',
      impossible_month: 'month 1447-08 would have 31 days, and a month has 29 or 30',
    },
    412: { calendar_moved: 'another calendar is in force, read it again' },
    500: NOT_CONFIGURED,
  })
  async set(
    @Body() request: CalendarRequest,
    @ReplacedVersion() replaces: number,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const order = { overrides: overridesOf(request), replaces, author: nameOf(principal) };
    const version = await this.setCalendar.execute(order);
    tagVersion(reply, version.version);
    return calendarJson(version);
  }
}
