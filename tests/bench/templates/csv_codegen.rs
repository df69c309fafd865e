csv_codegen::csv_template!("../table.csv", {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum TableError {
        #each {
            #[doc = #("`{code}`")]
            #[doc = ""]
            #[doc = #("{message_zh}")]
            #[doc = ""]
            #[doc = #("{message}")]
            #[doc(alias = #("{code}"))]
            #({name}),
        }
    }

    impl TableError {
        pub fn from_code(code: i64) -> Option<Self> {
            Some(match code {
                #each {
                    #({code}) => Self::#({name}),
                }
                _ => return None,
            })
        }

        pub fn code(self) -> i64 {
            match self {
                #each {
                    Self::#({name}) => #({code}),
                }
            }
        }

        pub fn message(self) -> &'static str {
            match self {
                #each {
                    Self::#({name}) => #("{message}"),
                }
            }
        }

        pub fn message_zh(self) -> &'static str {
            match self {
                #each {
                    Self::#({name}) => #("{message_zh}"),
                }
            }
        }
    }

    impl core::fmt::Display for TableError {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            write!(f, "{}: {}（{}）", self.code(), self.message(), self.message_zh())
        }
    }
});
