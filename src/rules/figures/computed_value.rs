//! Values that follow from others, with what rounding allows them to differ.

use rust_decimal::Decimal;

use crate::facts::{Quantity, QuantityBound, UnitFamily};
use crate::text::decimal;

/// A value that follows from others.
#[derive(Clone, Copy, Debug)]
pub(super) struct ComputedValue {
    pub(super) value: Decimal,
    /// By how much it may be off because those others are rounded.
    pub(super) tolerance: Decimal,
}

impl ComputedValue {
    /// How many per cent a value is of another one.
    pub(super) fn percent(part: MeasuredValue, whole: MeasuredValue) -> Option<Self> {
        let share = part.value.checked_div(whole.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let inherited = share.checked_mul(whole.rounding)?.checked_div(whole.value)?;
        let own = part.rounding.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
        Some(Self { value: share, tolerance: inherited.abs().checked_add(own.abs())? })
    }

    /// Whether a number as it is printed may be this value; one that was cut instead of rounded may,
    /// too.
    pub(super) fn is(self, written: Decimal) -> bool {
        let Some(allowed) = self.tolerance.checked_add(decimal::unit(written)) else { return true };
        match self.value.checked_sub(written) {
            Some(difference) => difference.abs() <= allowed,
            None => true,
        }
    }

    /// With as many digits as a number has.
    pub(super) fn like(self, written: Decimal) -> String {
        decimal::write(self.value, written.scale())
    }
}

/// A value in the base of its unit, with half of the last digit.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeasuredValue {
    pub(super) value: Decimal,
    pub(super) rounding: Decimal,
}

impl MeasuredValue {
    /// The value of a quantity; `None` unless it is exact.
    pub(super) fn of(quantity: &Quantity) -> Option<Self> {
        if quantity.bound != QuantityBound::Exact {
            return None;
        }
        let is_counted = quantity.family() == UnitFamily::Count && quantity.value.scale() == 0;
        let rounding = if is_counted { Decimal::ZERO } else { quantity.rounding_in_base() };
        Some(Self { value: quantity.in_base()?, rounding })
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        let value = self.value.checked_sub(other.value)?;
        Some(Self { value, rounding: self.rounding.checked_add(other.rounding)? })
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let value = self.value.checked_add(other.value)?;
        Some(Self { value, rounding: self.rounding.checked_add(other.rounding)? })
    }

    pub(super) fn abs(self) -> Self {
        Self { value: self.value.abs(), ..self }
    }

    /// Whether it may be the same as another one.
    pub(super) fn is(self, other: Self) -> bool {
        let allowed = self.rounding.checked_add(other.rounding);
        match (self.value.checked_sub(other.value), allowed) {
            (Some(difference), Some(allowed)) => difference.abs() <= allowed,
            _ => true,
        }
    }

    /// In the unit of a quantity, with as many digits as that has.
    pub(super) fn like(self, quantity: &Quantity) -> String {
        let factor = match &quantity.unit {
            Some(unit) => unit.factor,
            None => Decimal::ONE,
        };
        let value = self.value.checked_div(factor).unwrap_or(self.value);
        decimal::write(value, quantity.value.scale())
    }
}
