/** Which part of a registration could not be stored; either way nothing was. */
export class UserWriteFailed extends Error {
    part;
    name = 'UserWriteFailed';
    constructor(part, options) {
        super(`the ${part} could not be stored`, options);
        this.part = part;
    }
}
export class Users {
}
//# sourceMappingURL=users.js.map