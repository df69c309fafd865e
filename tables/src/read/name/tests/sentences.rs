//! Names of long sentences. A user's code has these names, so that a change of any of them breaks it.
//!
//! Most of the sentences were made at random, from words of several languages and from marks. Of many thousands, these were kept because
//! each shows faults that no other test shows.

use crate::read::name::of_text;

#[test]
fn names_of_sentences_stay() {
    for (text, name) in SENTENCES {
        assert_eq!(of_text(text).as_deref(), Some(*name), "{text}");
    }
}

const SENTENCES: &[(&str, &str)] = &[
    (
        "no the current blocked driver roster from the given order, that eine refund at wallet roster [x] could not be closed",
        "NoCurrentBlockedDriverRosterFromOrder",
    ),
    (
        "%1!s! allowed to send un point\nthat una late firmware ticket needs un unknown pickup voucher",
        "AllowedPointThatLateFirmwareTicketNeedsUnknownPickupVoucher",
    ),
    (
        "la reembolso duplicado al etiqueta du l'etiqueta vacio nicht gefunden vacio",
        "ReembolsoDuplicadoAlEtiquetaDuEtiquetaNichtGefundenVacio",
    ),
    (
        "Error has occurred A broken voucher has been moved until your empty ticket until der batch - but not merged",
        "ErrorABrokenVoucherHasBeenMovedUntilEmptyTicket",
    ),
    (
        "Cannot book blocked meter for the current card before das stale reader crew sensor one of the seats",
        "CannotBookBlockedMeterForCardBeforeStaleReaderCrewSensorOne",
    ),
    (
        "Oops! failed to deliver route until La blocked card invoice badge to the roster basket were duplicate",
        "FailedToDeliverRouteUntilBlockedCardInvoiceBadgeDuplicate",
    ),
    (
        "Error: das expired voucher at parcel crew branch booked or A reader will not read  and/or",
        "ExpiredVoucherAtParcelCrewBranchBookedWillNotReadAndOr",
    ),
    ("2 this refund www.example.com/a merged, <Dial>", "TwoThisRefundMergedDial"),
    (
        "Expired firmware through open account roster has been shipped before una local basketwww.example.com/a",
        "ExpiredFirmwareThroughOpenAccountRosterShippedBeforeLocalA",
    ),
    ("Warning - cannot read an locker route more than 5%s", "CannotReadLockerRouteMoreThan5S"),
    (
        "It is eine branch printer quota sent! and eine stamp printer seat | that there is the parcel seat",
        "AndStampPrinterSeatThatThereIsParcelSeat",
    ),
    ("Error occurred the given parcel card shift paid \"seat\"", "ErrorParcelCardShiftPaidSeat"),
    (
        "L'factura desde der sello remoto del este reembolso con este conductor segun una lector vacio tiene correspondiente, D'A",
        "FacturaDesdeSelloRemotoDelReembolsoTieneCorrespondienteDa",
    ),
    (
        "The specified card quota shelf /depot/gate does not pay the given stale device until the pending account limit parcel",
        "CardQuotaShelfDepotGateNotPayStaleDeviceUntilPendingAccount",
    ),
    (
        "It is el closed device reader will not scan una foreign seat <Dial> as closed order refund",
        "ClosedDeviceReaderWillNotScanForeignSeatDial",
    ),
    ("%1!S! ORDER READ", "S"),
    (
        "Please der broken device basket opened, while not released o not opened as local shelf roster",
        "BrokenDeviceBasketOpenedWhileNotReleasedAsLocalShelfRoster",
    ),
    (
        "2 meter are not stale of eine badge - unless this closed meter has been open without your unknown gate pickup basket",
        "TwoMeterAreNotStaleOfBadgeUnlessClosedMeterHasBeenOpen",
    ),
    ("Error: wrong reader seatcan'tcan't", "WrongReaderSeatcantcanT"),
    (
        "the status of the complaint order does not allow this, it may have moved on to the next status",
        "StatusOfComplaintOrderDoesNotAllowItMayMovedOnToNextStatus",
    ),
    (
        "the administrator of the official account has refused API calls from this IP, please try again after 1 hour and talk to the administrator before calling",
        "AdministratorOfOfficialAccountHasRefusedApiCallsFromThisIp",
    ),
    (
        "Oops! a batch needs La driver y not read while eine label voucher is booked via its pending shelf whose limit card ? will not count these reader invoice",
        "BatchNeedsDriverYNotReadWillNotCountReaderInvoice",
    ),
    (
        "Please an batch will not deliver  than der basket since eine badge roster o eine voucher pickup crew with a scanner",
        "BatchWillNotDeliverThanBasketSinceBadgeRoster",
    ),
    (
        "2. remote wallet shipped between A firmware 50% of%1!s! and it supports tariff ticket",
        "RemoteWalletShippedBetweenAFirmware50SupportsTariffTicket",
    ),
    ("Wrong el locker", "WrongLocker"),
    (
        "an activated user can switch to a new code only when the old code has 20 days or less left",
        "ActivatedUserCanSwitchToNewCodeOnly",
    ),
    ("Attempt was made to card meter contains the current remote quota, but there is broken device", "BrokenDevice"),
    (
        "[tariff] no der foreign sensor into el badge shift y no the specified cabin clerk, and/or , or l' stale printer depot cabin as the given duplicate wallet exceeds el ticket",
        "NoForeignSensorIntoBadgeShiftYNoCabinClerk",
    ),
    (
        "%s the current quota to a requested remote stamp meter may not be assigned, , seat, gate:open - unless not found",
        "QuotaToRemoteStampMeterMayNotBeAssignedSeatOpen",
    ),
    (
        "el etiqueta roto para este region en la turno vencido con este cesta n'est pas este tarifa segun reembolso www,a",
        "EtiquetaRotoParaRegionEnTurnoEstPasTarifaSegunReembolsoWwwA",
    ),
    (
        "</b> seat el limite hasta un sello no cumple con consignado\nsi la pedido segun los cuota consignado but der tarifa",
        "SeatLimiteHastaSelloNoCumpleConConsignadoSiPedidoSegunCuota",
    ),
    ("openpid is requested too often", "OpenpidIsRequestedTooOften"),
    ("Cannot count seat, /depot/gate", "CannotCountSeatDepotGate"),
    (
        "%s La empty meter don't could not be late , or meter per a printer locker clerk about un refund reader firmware per open firmware requires the specified roster",
        "EmptyMeterDontNotLateOrMeterPerPrinterLockerClerkAboutRefund",
    ),
    (
        "There are basket badge reader will not book A late limit gate:open , and not assigned",
        "BasketBadgeReaderWillNotBookALateLimitGateOpenAndNotAssigned",
    ),
    (
        "%s remote region gate supports an basket or it will not move broken refund label branch https://example.com/x?y",
        "RemoteRegionGateSupportsBasket",
    ),
    (
        "There is eine expired gate scanned\nunless a remote point parcel after l' crew quota would be partial until una route",
        "UnlessRemotePointParcelWouldBePartialUntilRoute",
    ),
];
