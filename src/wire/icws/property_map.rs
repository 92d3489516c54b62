//! Something for each of some properties.

use super::property::Property;

/// What belongs to properties, in the order of the page. There are few of
/// them, so that a list does what a tree would, in a tenth of the code.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyMap<T>(Vec<(Property, T)>);

impl<T> Default for PropertyMap<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> PropertyMap<T> {
    pub fn get(&self, property: Property) -> Option<&T> {
        self.iter().find(|(own, _)| *own == property).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, property: Property) -> Option<&mut T> {
        self.0.iter_mut().find(|(own, _)| *own == property).map(|(_, value)| value)
    }

    /// What was there for the property is replaced.
    pub fn insert(&mut self, property: Property, value: T) {
        match self.get_mut(property) {
            Some(old) => *old = value,
            None => {
                let at = self.0.iter().take_while(|(own, _)| *own < property).count();
                self.0.insert(at, (property, value));
            }
        }
    }

    /// Leaves out what belongs to other properties.
    pub fn retain(&mut self, is_wanted: impl Fn(Property) -> bool) {
        self.0.retain(|(own, _)| is_wanted(*own));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (Property, &T)> {
        self.0.iter().map(|(property, value)| (*property, value))
    }
}

impl<T> FromIterator<(Property, T)> for PropertyMap<T> {
    fn from_iter<I: IntoIterator<Item = (Property, T)>>(items: I) -> Self {
        let mut all = Self::default();
        for (property, value) in items {
            all.insert(property, value);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_of_the_page_and_one_of_each() {
        let backwards = Property::ALL.into_iter().rev().map(|property| (property, 1));
        let mut all: PropertyMap<i32> = backwards.collect();
        assert!(all.iter().map(|(property, _)| property).eq(Property::ALL));
        all.insert(Property::FollowMe, 2);
        assert_eq!((all.iter().count(), all.get(Property::FollowMe)), (Property::ALL.len(), Some(&2)));
    }
}
