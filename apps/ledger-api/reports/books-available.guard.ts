import { ReportWallet } from '@app/reporting';
import { type CanActivate, Injectable } from '@nestjs/common';

/** Says that no database is configured before anything else that may be wrong with a request. */
@Injectable()
export class BooksAvailable implements CanActivate {
  constructor(private readonly reportWallet: ReportWallet) {}

  canActivate(): boolean {
    this.reportWallet.available();
    return true;
  }
}
