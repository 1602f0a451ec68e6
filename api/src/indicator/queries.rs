//! Root fields for indicators.

use super::types::Indicator;
use crate::graphql::connection::roots;

roots! {
    IndicatorQueries of Indicator {
        /// One indicator by id; null when it does not exist or may not be seen.
        indicator;
        /// The indicators you may see: those the whole country shares and those of your own municipality (indikatorer).
        indicators;
    }
}
